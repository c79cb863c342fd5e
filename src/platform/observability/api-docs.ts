import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { errorBody } from '../../contract/errors.contract.js';

type Operation = Record<string, unknown> & { responses: Record<string, unknown> };
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** `/api/docs` and `/api/docs-json`, made of the routes and their zod schemas the first time somebody asks. */
export function mountApiDocs(app: NestExpressApplication): void {
  const about = new DocumentBuilder()
    .setTitle('Tertulia')
    .setDescription('The routes of a Tertulia hub. What happens live goes over the socket: see realtime.contract.ts.')
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  let made: OpenAPIObject | undefined;
  const document = (): OpenAPIObject => (made ??= complete(SwaggerModule.createDocument(app, about)));
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/docs-json', raw: ['json'] });
}

/** Adds what is the same everywhere: how every route fails, and the routes that stand before the features. */
function complete(document: OpenAPIObject): OpenAPIObject {
  const failure = {
    description: 'A failure with its code and a sentence in the language of the request',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorBody' } } },
  };
  for (const path of Object.values(document.paths))
    for (const method of METHODS) {
      const operation: Operation | undefined = path[method] && { ...path[method] };
      if (operation)
        Object.assign(path, { [method]: { ...operation, responses: { ...operation.responses, default: failure } } });
    }
  const schema = z.toJSONSchema(errorBody, { target: 'openapi-3.0' });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ErrorBody: schema as never },
  };
  Object.assign(document.paths, {
    '/health/live': { get: told('The process answers', 'application/json') },
    '/health/ready': { get: told('It can serve people; 503 while it cannot', 'application/json') },
    '/metrics': { get: told('Figures for Prometheus, for this machine or with METRICS_TOKEN', 'text/plain') },
  });
  return document;
}

const told = (description: string, type: string): object => ({
  operationId: description,
  security: [],
  responses: { 200: { description, content: { [type]: {} } } },
});
