/** Records again what the real parser of each release takes: `npx tsx test/parity/make-records.ts [RELEASE …]`. */
import { releaseEnvironment } from './environment.ts';
import { recordFields, recordingOf, recordPath } from './record.ts';
import { RELEASES } from './releases.ts';

for (const release of process.argv.length > 2 ? process.argv.slice(2) : RELEASES) {
  const record = recordFields(await releaseEnvironment(release), recordingOf(release, recordPath(release)));
  console.log(release, record.transformers, Object.keys(record.entries).join(' '));
}
