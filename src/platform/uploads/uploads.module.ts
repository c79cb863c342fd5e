import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Ids } from '../ids/ids.js';
import { DiskStorage } from './disk-storage.js';
import { FileAddresses } from './file-addresses.js';
import { FileStorage } from './file-storage.js';
import { FilesController } from './files.controller.js';
import { Images } from './images.js';
import { OneFile } from './one-file.js';
import { S3Storage } from './s3-storage.js';
import { Uploads } from './uploads.js';
import { UploadsRepository } from './uploads.repository.js';

@Global()
@Module({
  controllers: [FilesController],
  providers: [
    {
      provide: FileStorage,
      inject: [Config, Ids],
      useFactory: ({ bucket, dataDir }: Config, ids: Ids): FileStorage =>
        bucket ? new S3Storage(bucket) : new DiskStorage(dataDir, ids),
    },
    FileAddresses,
    Images,
    OneFile,
    Uploads,
    UploadsRepository,
  ],
  exports: [FileStorage, Images, OneFile, Uploads],
})
export class UploadsModule {}
