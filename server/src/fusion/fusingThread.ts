import { answerTasks } from "../sharedWork.js";
import { fusePeople } from "./fusing.js";

answerTasks(fusePeople);
