import type { Socket } from "node:net";
import type { FastifyInstance, RouteOptions } from "fastify";

/** Connections on which a file is being read: they may take longer than a request otherwise may. */
const uploading = new WeakSet<Socket>();

/** Whether a connection is in the middle of a file; that it stands still is noticed all the same. */
export const isUploading = (socket: Socket) => uploading.has(socket);

/**
 * Serves a route whose body is a file: it is handed on as it comes.
 * @param types media types that it may have
 */
export function routeUpload(app: FastifyInstance, types: readonly string[], route: RouteOptions): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...types], (request, payload, done) => {
      uploading.add(request.raw.socket);
      done(null, payload);
    });
    scope.addHook("onResponse", (request, _reply, done) => {
      uploading.delete(request.raw.socket);
      done();
    });
    scope.route(route);
  });
}
