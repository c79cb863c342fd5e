import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** `/api/docs` and `/api/docs-json`, made of the routes and their zod schemas the first time somebody asks. */
export function mountApiDocs(app: NestExpressApplication): void {
  const description = new DocumentBuilder().setTitle('Tertulia').setVersion('1').addBearerAuth().build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/docs-json',
  });
}
