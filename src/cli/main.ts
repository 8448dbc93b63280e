#!/usr/bin/env node
import { thisProcess } from './io.ts';
import { run } from './program.ts';

process.exitCode = await run(process.argv.slice(2), thisProcess());
