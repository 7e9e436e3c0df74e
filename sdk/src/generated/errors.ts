// Made from contract/openapi.json by `npx vitest run sdk -u`. Do not edit.
import { ApiError } from "../apiError.js";

/** The answer was `missing_param`. */
export class MissingParamError extends ApiError<"missing_param"> {}
/** The answer was `invalid_param`. */
export class InvalidParamError extends ApiError<"invalid_param"> {}
/** The answer was `bad_request`. */
export class BadRequestError extends ApiError<"bad_request"> {}
/** The answer was `invalid_api_key`. */
export class InvalidApiKeyError extends ApiError<"invalid_api_key"> {}
/** The answer was `insufficient_credits`. */
export class InsufficientCreditsError extends ApiError<"insufficient_credits"> {}
/** The answer was `insufficient_scope`. */
export class InsufficientScopeError extends ApiError<"insufficient_scope"> {}
/** The answer was `address_not_allowed`. */
export class AddressNotAllowedError extends ApiError<"address_not_allowed"> {}
/** The answer was `not_found`. */
export class NotFoundError extends ApiError<"not_found"> {}
/** The answer was `job_not_found`. */
export class JobNotFoundError extends ApiError<"job_not_found"> {}
/** The answer was `watch_not_found`. */
export class WatchNotFoundError extends ApiError<"watch_not_found"> {}
/** The answer was `no_such_route`. */
export class NoSuchRouteError extends ApiError<"no_such_route"> {}
/** The answer was `method_not_allowed`. */
export class MethodNotAllowedError extends ApiError<"method_not_allowed"> {}
/** The answer was `request_timeout`. */
export class RequestTimeoutError extends ApiError<"request_timeout"> {}
/** The answer was `idempotency_in_flight`. */
export class IdempotencyInFlightError extends ApiError<"idempotency_in_flight"> {}
/** The answer was `too_many_watches`. */
export class TooManyWatchesError extends ApiError<"too_many_watches"> {}
/** The answer was `job_not_finished`. */
export class JobNotFinishedError extends ApiError<"job_not_finished"> {}
/** The answer was `answer_erased`. */
export class AnswerErasedError extends ApiError<"answer_erased"> {}
/** The answer was `payload_too_large`. */
export class PayloadTooLargeError extends ApiError<"payload_too_large"> {}
/** The answer was `unsupported_media_type`. */
export class UnsupportedMediaTypeError extends ApiError<"unsupported_media_type"> {}
/** The answer was `idempotency_mismatch`. */
export class IdempotencyMismatchError extends ApiError<"idempotency_mismatch"> {}
/** The answer was `unprocessable`. */
export class UnprocessableError extends ApiError<"unprocessable"> {}
/** The answer was `rate_limit_exceeded`. */
export class RateLimitExceededError extends ApiError<"rate_limit_exceeded"> {}
/** The answer was `too_many_jobs`. */
export class TooManyJobsError extends ApiError<"too_many_jobs"> {}
/** The answer was `headers_too_large`. */
export class HeadersTooLargeError extends ApiError<"headers_too_large"> {}
/** The answer was `internal_error`. */
export class InternalError extends ApiError<"internal_error"> {}
/** The answer was `service_unavailable`. */
export class ServiceUnavailableError extends ApiError<"service_unavailable"> {}

/** The class of each error, by its word. */
export const errorClasses = {
  missing_param: MissingParamError,
  invalid_param: InvalidParamError,
  bad_request: BadRequestError,
  invalid_api_key: InvalidApiKeyError,
  insufficient_credits: InsufficientCreditsError,
  insufficient_scope: InsufficientScopeError,
  address_not_allowed: AddressNotAllowedError,
  not_found: NotFoundError,
  job_not_found: JobNotFoundError,
  watch_not_found: WatchNotFoundError,
  no_such_route: NoSuchRouteError,
  method_not_allowed: MethodNotAllowedError,
  request_timeout: RequestTimeoutError,
  idempotency_in_flight: IdempotencyInFlightError,
  too_many_watches: TooManyWatchesError,
  job_not_finished: JobNotFinishedError,
  answer_erased: AnswerErasedError,
  payload_too_large: PayloadTooLargeError,
  unsupported_media_type: UnsupportedMediaTypeError,
  idempotency_mismatch: IdempotencyMismatchError,
  unprocessable: UnprocessableError,
  rate_limit_exceeded: RateLimitExceededError,
  too_many_jobs: TooManyJobsError,
  headers_too_large: HeadersTooLargeError,
  internal_error: InternalError,
  service_unavailable: ServiceUnavailableError,
} as const;
