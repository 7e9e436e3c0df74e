import { isDatabaseAddress } from "./databaseAddress.js";
import { isWebAddress } from "./webAddress.js";

/** Whether what is to be imported is at an address, and no path. */
export const isAddress = (path: string) => isWebAddress(path) || isDatabaseAddress(path);
