// Replaces the folder named on the command line for ever, until it is killed; says `ready` once there is one.
import { replaceFolder } from '../../../codegen/emit/folder.ts';
import { tinyFolder } from './artifacts.ts';

const target = process.argv[2] ?? '';
for (let round = 0; ; round++) {
  replaceFolder(target, tinyFolder(`round ${round}`, `round ${round}`));
  if (round === 0) process.stdout.write('ready\n');
}
