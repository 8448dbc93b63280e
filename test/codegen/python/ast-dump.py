"""Python's own syntax tree in the shape of codegen/python/ast.ts: file names on stdin, one JSON line each on stdout."""

import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")
OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "MatMult": "@",
    "LShift": "<<", "RShift": ">>", "BitOr": "|", "BitAnd": "&", "BitXor": "^", "And": "and", "Or": "or",
    "Not": "not", "USub": "-", "UAdd": "+", "Invert": "~", "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=",
    "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}
SIMPLE = {"Pass", "Break", "Continue"}


class Dump:
    def __init__(self, text):
        self.lines = text.encode("utf-8").split(b"\n")
        self.in_format = 0

    def column(self, line, col):
        raw = self.lines[line - 1]
        return col if raw.isascii() else len(raw[:col].decode("utf-8").encode("utf-16-le")) // 2

    def span(self, node):
        # Before 3.12 positions inside f-strings are not to be relied on.
        if self.in_format:
            return {}
        return {
            "line": node.lineno, "col": self.column(node.lineno, node.col_offset),
            "endLine": node.end_lineno, "endCol": self.column(node.end_lineno, node.end_col_offset),
        }

    def all(self, nodes):
        return [self.expr(node) for node in nodes]

    def opt(self, node):
        return None if node is None else self.expr(node)

    def block(self, nodes):
        return [self.stmt(node) for node in nodes]

    def constant(self, value):
        if value is None:
            return {"type": "none"}
        if value is ...:
            return {"type": "ellipsis"}
        if isinstance(value, bool):
            return {"type": "bool", "value": value}
        if isinstance(value, int):
            return {"type": "int", "value": hex(value)}
        if isinstance(value, float):
            return {"type": "float", "value": value.hex() if value == value and abs(value) != float("inf") else repr(value)}
        if isinstance(value, complex):
            return {"type": "complex"}
        if isinstance(value, bytes):
            return {"type": "bytes", "text": value.decode("latin-1")}
        return {"type": "str", "value": value}

    def keyword(self, node):
        return {**self.span(node), "arg": node.arg, "value": self.expr(node.value)}

    def generators(self, nodes):
        return [
            {"target": self.expr(g.target), "iter": self.expr(g.iter), "ifs": self.all(g.ifs), "isAsync": bool(g.is_async)}
            for g in nodes
        ]

    def parameter(self, arg, default):
        return {**self.span(arg), "name": arg.arg, "annotation": self.opt(arg.annotation), "default": self.opt(default)}

    def arguments(self, a):
        positional = a.posonlyargs + a.args
        defaults = [None] * (len(positional) - len(a.defaults)) + a.defaults
        listed = [self.parameter(arg, default) for arg, default in zip(positional, defaults)]
        return {
            "posOnly": listed[: len(a.posonlyargs)], "args": listed[len(a.posonlyargs):],
            "vararg": self.parameter(a.vararg, None) if a.vararg else None,
            "kwOnly": [self.parameter(arg, default) for arg, default in zip(a.kwonlyargs, a.kw_defaults)],
            "kwarg": self.parameter(a.kwarg, None) if a.kwarg else None,
        }

    def joined(self, node):
        self.in_format += 1
        values = []
        for value in node.values:
            if isinstance(value, ast.Constant):
                values.append(value.value)
            else:
                values.append({
                    "value": self.expr(value.value),
                    "conversion": None if value.conversion == -1 else chr(value.conversion),
                    "formatted": value.format_spec is not None,
                })
        self.in_format -= 1
        return values

    def expr(self, node):
        kind = type(node).__name__
        out = {"kind": {"ListComp": "ListComp"}.get(kind, kind), **self.span(node)}
        if kind == "Constant":
            out["constant"] = self.constant(node.value)
        elif kind == "Name":
            out["id"] = node.id
        elif kind == "Attribute":
            out.update(value=self.expr(node.value), attr=node.attr)
        elif kind == "Subscript":
            out.update(value=self.expr(node.value), slice=self.expr(node.slice))
        elif kind == "Slice":
            out.update(lower=self.opt(node.lower), upper=self.opt(node.upper), step=self.opt(node.step))
        elif kind == "Call":
            out.update(func=self.expr(node.func), args=self.all(node.args), keywords=[self.keyword(k) for k in node.keywords])
        elif kind == "BoolOp":
            out.update(op=OPERATORS[type(node.op).__name__], values=self.all(node.values))
        elif kind == "BinOp":
            out.update(left=self.expr(node.left), op=OPERATORS[type(node.op).__name__], right=self.expr(node.right))
        elif kind == "UnaryOp":
            out.update(op=OPERATORS[type(node.op).__name__], operand=self.expr(node.operand))
        elif kind == "Compare":
            ops = [OPERATORS[type(op).__name__] for op in node.ops]
            out.update(left=self.expr(node.left), ops=ops, comparators=self.all(node.comparators))
        elif kind == "IfExp":
            out.update(test=self.expr(node.test), body=self.expr(node.body), orelse=self.expr(node.orelse))
        elif kind in ("List", "Tuple", "Set"):
            out.update(elts=self.all(node.elts))
        elif kind == "Dict":
            out.update(keys=[self.opt(k) for k in node.keys], values=self.all(node.values))
        elif kind in ("ListComp", "SetComp", "GeneratorExp"):
            out.update(elt=self.expr(node.elt), generators=self.generators(node.generators))
        elif kind == "DictComp":
            out.update(key=self.expr(node.key), value=self.expr(node.value), generators=self.generators(node.generators))
        elif kind == "JoinedStr":
            out.update(values=self.joined(node))
        elif kind == "NamedExpr":
            out.update(target=self.expr(node.target), value=self.expr(node.value))
        elif kind == "Lambda":
            out.update(args=self.arguments(node.args), body=self.expr(node.body))
        elif kind in ("Starred", "Await", "YieldFrom"):
            out.update(value=self.expr(node.value))
        elif kind == "Yield":
            out.update(value=self.opt(node.value))
        else:
            raise TypeError(kind)
        return out

    def alias(self, node):
        return {**self.span(node), "name": node.name, "asname": node.asname}

    def stmt(self, node):
        kind = type(node).__name__
        is_async = kind.startswith("Async")
        kind = {"TryStar": "Try"}.get(kind, kind.removeprefix("Async"))
        out = {"kind": kind, **self.span(node)}
        if kind == "FunctionDef":
            out.update(name=node.name, args=self.arguments(node.args), body=self.block(node.body),
                       decorators=self.all(node.decorator_list), returns=self.opt(node.returns), isAsync=is_async)
        elif kind == "ClassDef":
            out.update(name=node.name, bases=self.all(node.bases), keywords=[self.keyword(k) for k in node.keywords],
                       body=self.block(node.body), decorators=self.all(node.decorator_list))
        elif kind == "Assign":
            out.update(targets=self.all(node.targets), value=self.expr(node.value))
        elif kind == "AugAssign":
            out.update(target=self.expr(node.target), op=OPERATORS[type(node.op).__name__], value=self.expr(node.value))
        elif kind == "AnnAssign":
            out.update(target=self.expr(node.target), annotation=self.expr(node.annotation), value=self.opt(node.value))
        elif kind == "Expr":
            out.update(value=self.expr(node.value))
        elif kind in ("If", "While"):
            out.update(test=self.expr(node.test), body=self.block(node.body), orelse=self.block(node.orelse))
        elif kind == "For":
            out.update(target=self.expr(node.target), iter=self.expr(node.iter), body=self.block(node.body),
                       orelse=self.block(node.orelse), isAsync=is_async)
        elif kind == "With":
            items = [{"context": self.expr(i.context_expr), "target": self.opt(i.optional_vars)} for i in node.items]
            out.update(items=items, body=self.block(node.body), isAsync=is_async)
        elif kind == "Try":
            handlers = [
                {**self.span(h), "type": self.opt(h.type), "name": h.name, "body": self.block(h.body)} for h in node.handlers
            ]
            out.update(body=self.block(node.body), handlers=handlers, orelse=self.block(node.orelse),
                       finalbody=self.block(node.finalbody))
        elif kind == "Raise":
            out.update(exc=self.opt(node.exc), cause=self.opt(node.cause))
        elif kind == "Assert":
            out.update(test=self.expr(node.test), msg=self.opt(node.msg))
        elif kind == "Return":
            out.update(value=self.opt(node.value))
        elif kind == "Delete":
            out.update(targets=self.all(node.targets))
        elif kind == "Import":
            out.update(names=[self.alias(a) for a in node.names])
        elif kind == "ImportFrom":
            out.update(module=node.module, names=[self.alias(a) for a in node.names], level=node.level)
        elif kind in ("Global", "Nonlocal"):
            out.update(names=node.names)
        elif kind == "Match":
            cases = [{"guard": self.opt(c.guard), "body": self.block(c.body)} for c in node.cases]
            out.update(subject=self.expr(node.subject), cases=cases)
        elif kind not in SIMPLE:
            raise TypeError(kind)
        return out


def main():
    sys.setrecursionlimit(20_000)
    for name in sys.stdin.read().split("\n"):
        if not name:
            continue
        try:
            text = open(name, encoding="utf-8", newline="").read()
            body = Dump(text.removeprefix("\ufeff").replace("\r\n", "\n")).block(ast.parse(text).body)
            print(json.dumps({"file": name, "body": body}), flush=True)
        except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError) as fault:
            print(json.dumps({"file": name, "refused": type(fault).__name__}), flush=True)


main()
