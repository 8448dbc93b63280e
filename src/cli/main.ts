#!/usr/bin/env node
import { thisProcess } from './io.ts';
import { runQuickly } from './quick.ts';

const argv = process.argv.slice(2);
const io = thisProcess();
process.exitCode = (await runQuickly(argv, io)) ?? (await (await import('./program.ts')).run(argv, io));
