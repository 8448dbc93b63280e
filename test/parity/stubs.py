"""Empty modules in the place of those that LLaMA Factory imports and its parser never asks for anything."""

import importlib
import importlib.abc
import importlib.machinery
import sys
import types


class StubType(type):
    """A class of which any attribute is such a class."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StubType(name, (Stub,), {})


class Stub(metaclass=StubType):
    """Made with any arguments; as a decorator it changes nothing."""

    def __init__(self, *_, **__):
        pass

    def __call__(self, decorated=None, *_, **__):
        return decorated


class StubFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The named modules, and all below them, exist, and any name in them is a stub."""

    def __init__(self, names):
        self.names = set(names)

    def find_spec(self, fullname, path=None, target=None):
        if any(f"{fullname}.".startswith(f"{name}.") for name in self.names):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__path__ = []
        module.__getattr__ = lambda name: getattr(Stub, name)
        return module

    def exec_module(self, module):
        pass


def stub_where_missing(names):
    """A package is only stubbed if the real one cannot be imported; a module of a package always."""
    finder = StubFinder(name for name in names if "." in name)
    sys.meta_path.insert(0, finder)
    for name in set(names) - finder.names:
        try:
            importlib.import_module(name)
        except Exception:
            finder.names.add(name)
            for loaded in [loaded for loaded in sys.modules if f"{loaded}.".startswith(f"{name}.")]:
                del sys.modules[loaded]
