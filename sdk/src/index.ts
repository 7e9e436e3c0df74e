export { ApiError, ConnectionError, type ErrorWord } from "./apiError.js";
export { type CallOptions, type ClientOptions, createVouch, type OperationId, type Vouch } from "./client.js";
export type { FileBody } from "./files.js";
export * from "./generated/errors.js";
export type * from "./generated/types.js";
