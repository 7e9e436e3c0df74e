import { answerTasks } from "../sharedWork.js";
import { buffersOf, packRecords } from "./packedRecords.js";

answerTasks(packRecords, buffersOf);
