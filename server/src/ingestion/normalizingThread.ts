import { answerTasks } from "../sharedWork.js";
import { packRecords } from "./packedRecords.js";

answerTasks(packRecords);
