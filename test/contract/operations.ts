import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { z } from 'zod';
import { OPERATION, type OperationMetadata } from '../../src/platform/http/operation.js';
import { COMMAND, type CommandMetadata, LIVE_GATEWAY } from '../../src/platform/realtime/live-gateway.js';

export interface Route {
  readonly method: string;
  /** As declared: `/api/rooms/:id`. */
  readonly path: string;
  /** `POST /api/rooms` */
  readonly name: string;
  /** Null where the controller's method declares none: nobody may call it, and the matrix fails. */
  readonly verb: string | null;
  readonly visitor: boolean;
  readonly body: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly params: z.ZodType | undefined;
  /** What it says it answers, by status. */
  readonly answers: ReadonlyMap<number, z.ZodType | null>;
}

const API_RESPONSE = 'swagger/apiResponse';

type Class = abstract new (...args: never[]) => unknown;
type Arguments = Record<string, { schema?: z.ZodType }>;

/** Every method of every controller that answers HTTP, as the running application knows them. */
export function routesOf(app: INestApplicationContext): Route[] {
  const { discovery, reflector, methodsOf } = found(app);
  return discovery.getControllers().flatMap(({ instance, metatype }) => {
    if (!metatype) return [];
    const [prefix] = [reflector.get<string | string[]>(PATH_METADATA, metatype)].flat();
    return methodsOf(instance).flatMap(({ key, method }): Route[] => {
      const own = reflector.get<string | undefined>(PATH_METADATA, method);
      if (own === undefined) return [];
      const path = `/${[prefix ?? '', own]
        .flatMap((part) => part.split('/'))
        .filter(Boolean)
        .join('/')}`;
      const name = RequestMethod[reflector.get<RequestMethod>(METHOD_METADATA, method)] ?? 'ALL';
      const operation = reflector.get<OperationMetadata | undefined>(OPERATION, method);
      const schema = schemasOf(metatype, key);
      return [
        {
          method: name,
          path,
          name: `${name} ${path}`,
          verb: operation?.verb ?? null,
          visitor: operation?.visitor ?? false,
          body: schema(RouteParamtypes.BODY),
          query: schema(RouteParamtypes.QUERY),
          params: schema(RouteParamtypes.PARAM),
          answers: answersOf(method),
        },
      ];
    });
  });
}

/** Every `@Command` of every gateway. */
export function commandsOf(app: INestApplicationContext): CommandMetadata[] {
  const { discovery, reflector, methodsOf } = found(app);
  return discovery.getProviders().flatMap(({ instance, metatype }) => {
    if (!metatype || reflector.get(LIVE_GATEWAY, metatype) !== true) return [];
    return methodsOf(instance).flatMap(
      ({ method }) => reflector.get<CommandMetadata | undefined>(COMMAND, method) ?? [],
    );
  });
}

function found(app: INestApplicationContext) {
  const scanner = new MetadataScanner();
  const methodsOf = (instance: unknown) => {
    const prototype: Record<string, unknown> = Object.getPrototypeOf(instance);
    return scanner.getAllMethodNames(prototype).flatMap((key) => {
      const method = prototype[key];
      return typeof method === 'function' ? [{ key, method }] : [];
    });
  };
  return { discovery: app.get(DiscoveryService, { strict: false }), reflector: app.get(Reflector), methodsOf };
}

/** The schemas that `@ApiOkResponse({ standardSchema })` and its like were given. */
function answersOf(method: object): Route['answers'] {
  const declared: Record<string, { standardSchema?: z.ZodType }> = Reflect.getMetadata(API_RESPONSE, method) ?? {};
  return new Map(
    Object.entries(declared).map(([status, { standardSchema }]) => [Number(status), standardSchema ?? null]),
  );
}

/** The schemas that `@Body({ schema })` and its like were given, by kind of argument. */
function schemasOf(controller: unknown, method: string): (kind: RouteParamtypes) => z.ZodType | undefined {
  const all: Arguments = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller as Class, method) ?? {};
  return (kind) =>
    Object.entries(all)
      .filter(([key]) => key.startsWith(`${kind}:`))
      .map(([, { schema }]) => schema)
      .find((schema) => schema !== undefined);
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}
/** `GET /api/rooms` of all routes that Express knows. */
export function routerOf(express: { router: unknown }): string[] {
  const { stack } = express.router as { stack: readonly Layer[] };
  return stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
  );
}
