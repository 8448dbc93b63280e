#!/usr/bin/env node
import { leave, thisProcess } from './io.ts';
import { isAnswer, runQuickly } from './quick.ts';

const argv = process.argv.slice(2);
const io = thisProcess();
const status = (await runQuickly(argv, io)) ?? (await (await import('./program.ts')).run(argv, io));
if (isAnswer(argv)) leave(status);
else process.exitCode = status;
