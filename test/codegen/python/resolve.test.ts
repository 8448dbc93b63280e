import { beforeAll, describe, expect, it } from 'vitest';
import type { Binding } from '../../../codegen/python/binding.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { createProgram } from '../../../codegen/python/program.ts';
import { innerScope, moduleScope } from '../../../codegen/python/scope.ts';
import { files } from './record.ts';

beforeAll(loadGrammar);

const PACKAGE = {
  'pkg/__init__.py': 'from .base import Base as Root\nfrom .star import *\n',
  'pkg/base.py': 'class Base:\n    def method(self): pass\n',
  'pkg/star.py': 'from .deep.values import LIMIT\n\ndef helper(): pass\n',
  'pkg/deep/values.py': 'LIMIT = 4\n',
  'pkg/user.py': `
import os.path
import torch.nn as nn
from typing import TYPE_CHECKING
from . import Root, LIMIT, base
from .base import Base
from .nowhere import gone
if TYPE_CHECKING:
    from .base import Base as Hinted
if use_fast():
    from fast import engine
else:
    engine = "slow"
try:
    import ujson as json
except ImportError:
    import json
a, (b, c) = 1, (2, 3)

def outer(argument):
    local = Base
    def inner():
        from .star import helper
        return helper, local, argument
    return inner
`,
  'lazy/__init__.py': `
import sys
_import_structure = {"plain": ["Plain"]}
_import_structure["added"] = ["Added"]
_import_structure["plain"].append("Late")
if TYPE_CHECKING:
    from .plain import Plain
else:
    sys.modules[__name__] = _LazyModule(__name__, _import_structure)
`,
  'lazy/plain.py': 'class Plain: pass\nLate = 1\n',
  'lazy/added.py': 'class Added: pass\n',
};

const program = createProgram(files(PACKAGE));
const module = (name: string) => {
  const found = program.module(name);
  if (found === undefined) throw new Error(`no module ${name}`);
  return found;
};
const shown = (binding: Binding | undefined): string => {
  if (binding === undefined) return 'undefined';
  if ('qualname' in binding) return `${binding.kind} ${binding.qualname}`;
  if (binding.kind === 'module') return `module ${binding.module.name}`;
  if (binding.kind === 'external' || binding.kind === 'missing') return `${binding.kind} ${binding.path}`;
  if (binding.kind === 'variants')
    return binding.variants.map((variant) => shown(variant.binding)).join(' | ');
  return binding.kind;
};
const look = (name: string, within = 'pkg.user') => shown(program.lookup(module(within), name));

describe('B1: names across modules', () => {
  it.each([
    ['Root', 'class pkg.base.Base'],
    ['LIMIT', 'value pkg.deep.values.LIMIT'],
    ['base', 'module pkg.base'],
    ['nn', 'external torch.nn'],
    ['os', 'external os'],
    ['gone', 'missing pkg.nowhere.gone'],
    ['Hinted', 'class pkg.base.Base'],
    ['engine', 'external fast.engine | value pkg.user.engine'],
    ['json', 'external ujson | external json'],
    ['nothing', 'missing pkg.user.nothing'],
  ])('%s is %s', (name, wanted) => {
    expect(look(name)).toBe(wanted);
  });

  it('follows star imports and lazy packages', () => {
    expect(look('helper', 'pkg')).toBe('function pkg.star.helper');
    expect(look('Plain', 'lazy')).toBe('class lazy.plain.Plain');
    expect(look('Added', 'lazy')).toBe('class lazy.added.Added');
    expect(look('Late', 'lazy')).toBe('value lazy.plain.Late');
  });

  it('keeps the way to a part when a tuple is unpacked', () => {
    expect(program.lookup(module('pkg.user'), 'c')).toMatchObject({ kind: 'value', index: [1, 1] });
  });

  it('sees local names, enclosing functions and parameters', () => {
    const outer = program.lookup(module('pkg.user'), 'outer');
    if (outer.kind !== 'function') throw new Error(outer.kind);
    const inside = innerScope(outer.scope, outer.node);
    const inner = program.resolveName(inside, 'inner');
    if (inner.kind !== 'function') throw new Error(inner.kind);
    const scope = innerScope(inner.scope, inner.node);
    expect(shown(program.resolveName(scope, 'helper'))).toBe('function pkg.star.helper');
    expect(shown(program.resolveName(scope, 'local'))).toBe('value pkg.user.outer.local');
    expect(program.resolveName(scope, 'argument')).toMatchObject({
      kind: 'parameter',
      function: 'pkg.user.outer',
    });
    expect(program.resolveName(scope, 'len')).toEqual({ kind: 'builtin', name: 'len' });
  });

  it('finds members through bases', () => {
    const root = program.lookup(module('pkg'), 'Root');
    expect(shown(program.member(root, 'method'))).toBe('function pkg.base.Base.method');
  });

  it('ends in circles and in imports above the top', () => {
    const circle = createProgram(
      files({ 'a/__init__.py': 'from .b import x\nfrom .... import y', 'a/b.py': 'from . import x\n' }),
    );
    const top = circle.module('a');
    if (top === undefined) throw new Error('no module a');
    expect(circle.lookup(top, 'x').kind).toBe('missing');
    expect(circle.lookup(top, 'y').kind).toBe('missing');
    expect(moduleScope(top).name).toBe('a');
  });
});
