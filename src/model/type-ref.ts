import { z } from 'zod';

const LiteralValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A resolved Python annotation. Aliases, strings and `Optional` are already replaced by what they mean. */
export type TypeRef =
  | { kind: 'none' }
  | { kind: 'any' }
  | { kind: 'primitive'; name: 'str' | 'int' | 'float' | 'bool' | 'bytes' }
  | { kind: 'list' | 'set'; item: TypeRef }
  | { kind: 'dict'; key: TypeRef; value: TypeRef }
  | { kind: 'tuple'; items: TypeRef[]; variadic: boolean }
  | { kind: 'literal'; values: z.infer<typeof LiteralValue>[] }
  | { kind: 'enum'; name: string; qualname: string; members: { name: string; value: string | number }[] }
  | { kind: 'class'; name: string; qualname: string }
  | { kind: 'union'; members: TypeRef[] }
  | { kind: 'unknown'; text: string; reason: string };

export const TypeRef: z.ZodType<TypeRef> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('any') }),
    z.object({ kind: z.literal('primitive'), name: z.enum(['str', 'int', 'float', 'bool', 'bytes']) }),
    z.object({ kind: z.enum(['list', 'set']), item: TypeRef }),
    z.object({ kind: z.literal('dict'), key: TypeRef, value: TypeRef }),
    z.object({ kind: z.literal('tuple'), items: z.array(TypeRef), variadic: z.boolean() }),
    z.object({ kind: z.literal('literal'), values: z.array(LiteralValue) }),
    z.object({
      kind: z.literal('enum'),
      name: z.string(),
      qualname: z.string(),
      members: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })),
    }),
    z.object({ kind: z.literal('class'), name: z.string(), qualname: z.string() }),
    z.object({ kind: z.literal('union'), members: z.array(TypeRef) }),
    z.object({ kind: z.literal('unknown'), text: z.string(), reason: z.string() }),
  ]),
);
