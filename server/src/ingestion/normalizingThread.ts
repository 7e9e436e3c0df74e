import { answerTasks } from "../sharedWork.js";
import { normalizedColumns } from "./normalizedColumns.js";

answerTasks(normalizedColumns);
