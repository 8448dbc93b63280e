// Replaces the folder named on the command line for ever, until it is killed.
import { replaceFolder } from '../../../codegen/emit/folder.ts';
import { tinyFolder } from './artifacts.ts';

const target = process.argv[2] ?? '';
console.log('ready');
for (let round = 0; ; round++) replaceFolder(target, tinyFolder(`round ${round}`, `round ${round}`));
