"""Reading templates as a type checker would: each name is resolved in the type of the context that it is shown with.

What is passed to a macro decides the types within it. Answers to forms are open: below `Any` nothing is checked.
"""

from collections.abc import Callable, Iterable, Mapping
from inspect import get_annotations
from typing import Any, get_args, get_type_hints

from jinja2 import Environment, nodes

from tests.texts.template_types import (
    CallResult,
    Module,
    Names,
    Type,
    build_union,
    find_class,
    find_element,
    list_parts,
    read_hints,
)


class Walk:
    """A walk through templates: `faults` are names that are not there, `read` the (class, field) that are."""

    def __init__(self, source: Callable[[str], str], shared: Names) -> None:
        self.source = source
        self.shared = shared
        self.faults: list[str] = []
        self.read: set[tuple[type, str]] = set()

    def walk_template(self, file: str, context: Type) -> None:
        """Walk through a template as it is shown with a type of context."""
        self.context, self.file, self.called = context, file, set[tuple[object, ...]]()
        self.walk_block(self.parse_file(file).body, {**self.shared, **read_hints(context)})

    def parse_file(self, file: str) -> nodes.Template:
        """Return the tree of a file."""
        return Environment().parse(self.source(file))

    def note_fault(self, node: nodes.Node, description: str) -> Type:
        """Note what is wrong and where; nothing below is checked."""
        self.faults.append(f"{self.file}, line {node.lineno}, shown with {self.context.__name__}: {description}")
        return Any

    def walk_block(self, body: Iterable[nodes.Node], names: Names) -> None:
        """Walk through statements, which may add names."""
        for node in body:
            match node:
                case nodes.Output():
                    self.type_all(node.nodes, names)
                case nodes.Import(template=nodes.Const(value=file), target=target):
                    names[target] = self.import_module(file, names)
                case nodes.Assign():
                    self.bind_target(node.target, self.type_expression(node.node, names), names)
                case nodes.For():
                    inner = {**names, "loop": Any}
                    self.bind_target(node.target, find_element(self.type_expression(node.iter, names)), inner)
                    self.type_all([node.test] if node.test else [], inner)
                    self.walk_block(node.body, inner)
                    self.walk_block(node.else_, names)
                case nodes.If():
                    self.type_expression(node.test, names)
                    for inside in (node.body, node.elif_, node.else_):
                        self.walk_block(inside, names)
                case nodes.Macro():
                    pass  # walked through where it is called
                case _:
                    self.note_fault(node, f"{type(node).__name__} is not understood here")

    def import_module(self, file: str, names: Names) -> Module:
        """Return an imported file: it names what its importer does, and its own macros."""
        tree, inner = self.parse_file(file), dict(names)
        macros = {node.name: node for node in tree.body if isinstance(node, nodes.Macro)}
        found = Module(file, macros, inner)
        inner.update(dict.fromkeys(macros, found))
        self.walk_block([node for node in tree.body if isinstance(node, nodes.Import | nodes.Assign)], inner)
        return found

    def bind_target(self, target: nodes.Node, kind: Type, names: Names) -> None:
        """Return a name, or several, to what has this type."""
        if isinstance(target, nodes.Name):
            names[target.name] = kind
        elif isinstance(target, nodes.Tuple):
            given = get_args(kind) if find_class(kind) is tuple and Ellipsis not in get_args(kind) else ()
            given = given or (find_element(kind),) * len(target.items)
            for one, part in zip(target.items, given, strict=True):
                self.bind_target(one, part, names)

    def type_all(self, found: Iterable[nodes.Node], names: Names) -> list[Type]:
        """Return the types of several expressions."""
        return [self.type_expression(node, names) for node in found]

    def type_expression(self, node: nodes.Node, names: Names) -> Type:
        """Return the type of an expression."""
        match node:
            case nodes.Name():
                return self.type_name(node, names)
            case nodes.Const(value=value):
                return type(value)
            case nodes.Getattr():
                return self.type_attribute(node, self.type_expression(node.node, names), node.attr)
            case nodes.Getitem():
                return self.type_item(node, self.type_expression(node.node, names), names)
            case nodes.Call():
                return self.type_call(node, names)
            case nodes.Filter():
                return self.type_filter(node, names)
            case nodes.Test(name="defined"):
                return bool
            case nodes.Tuple():
                return tuple[tuple(self.type_all(node.items, names))]  # type: ignore[misc]
            case nodes.List():
                return list[build_union(self.type_all(node.items, names))]  # type: ignore[misc]
            case nodes.Dict():
                keys, values = zip(*((self.type_all([one.key, one.value], names)) for one in node.items), strict=True)
                return dict[build_union(keys), build_union(values)]  # type: ignore[misc]
            case nodes.CondExpr():
                self.type_expression(node.test, names)
                return build_union(self.type_all([node.expr1, *([node.expr2] if node.expr2 else [])], names))
            case nodes.Or():
                left = self.type_expression(node.left, names)
                is_sure = left is not Any and all(
                    hasattr(part, "__dataclass_fields__") for part in get_args(left) or [left]
                )
                return left if is_sure else build_union([*list_parts(left), self.type_expression(node.right, names)])
            case nodes.And():
                return build_union(self.type_all([node.left, node.right], names))
        self.type_all(node.iter_child_nodes(), names)
        return str if isinstance(node, nodes.TemplateData | nodes.Concat) else Any

    def type_name(self, node: nodes.Name, names: Names) -> Type:
        """Return the type of a name, and note that the context's field of that name is read."""
        if node.name not in names:
            return self.note_fault(node, f"{node.name} is no field of it")
        if names[node.name] is read_hints(self.context).get(node.name):
            self.note_read(self.context, node.name)
        return names[node.name]

    def note_read(self, owner: Type, name: str) -> None:
        """Note that a field is read, of the class that declares it."""
        declaring = (one for one in owner.__mro__ if name in get_annotations(one))
        self.read.add((next(declaring, owner), name))

    def type_attribute(self, node: nodes.Node, kind: Type, name: str) -> Type:
        """Return the type of an attribute, which each type that something may have must know."""
        return build_union(self.type_class_attribute(node, part, name) for part in list_parts(kind))

    def type_class_attribute(self, node: nodes.Node, kind: Type, name: str) -> Type:
        """Return the type of an attribute of one class; an item of a mapping is read as one."""
        owner = find_class(kind)
        if kind is Any:
            return Any
        if isinstance(kind, Module):
            return kind if name in kind.macros else self.note_fault(node, f"{kind.file} has no macro {name}")
        if issubclass(owner, Mapping):
            return self.type_mapping(kind, name)
        if name in read_hints(owner):
            self.note_read(owner, name)
            return read_hints(owner)[name]
        found = getattr(owner, name, None)
        if isinstance(found, property):
            return get_type_hints(found.fget)["return"]
        if found is None:
            return self.note_fault(node, f"{owner.__name__} has no field {name}")
        return CallResult(get_type_hints(found).get("return", Any) if owner.__module__ != "builtins" else Any)

    def type_mapping(self, kind: Type, name: str) -> Type:
        """Return what a mapping gives under a name, or what its method of that name gives."""
        key, value = get_args(kind) or (str, Any)
        methods = {"get": value, "items": list[tuple[key, value]], "values": list[value], "keys": list[key]}  # type: ignore[valid-type]
        return CallResult(methods[name]) if name in methods else value

    def type_item(self, node: nodes.Getitem, kind: Type, names: Names) -> Type:
        """Return the type of an item or of a slice."""
        if isinstance(node.arg, nodes.Slice):
            self.type_all(node.arg.iter_child_nodes(), names)
            return kind
        self.type_expression(node.arg, names)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self.type_attribute(node, kind, node.arg.value)
        is_mapping = [issubclass(find_class(part), Mapping) for part in list_parts(kind)]
        return build_union(get_args(kind)[1:] or (Any,)) if all(is_mapping) else find_element(kind)

    def type_call(self, node: nodes.Call, names: Names) -> Type:
        """Return what a call gives; a macro is walked through with the types that are passed to it."""
        given = self.type_all(node.args, names)
        named = {one.key: self.type_expression(one.value, names) for one in node.kwargs}
        found = self.type_expression(node.node, names)
        if isinstance(found, Module):
            called = node.node.attr if isinstance(node.node, nodes.Getattr) else getattr(node.node, "name", "")
            self.walk_macro(found, found.macros[called], given, named)
            return str
        return found.type if isinstance(found, CallResult) else Any

    def walk_macro(self, module: Module, macro: nodes.Macro, given: list[Type], named: Names) -> None:
        """Walk through a macro once for each choice of types."""
        defaults = macro.args[len(macro.args) - len(macro.defaults) :]
        passed: Names = {
            one.name: self.type_expression(default, module.names)
            for one, default in zip(defaults, macro.defaults, strict=True)
        }
        passed |= dict(zip((one.name for one in macro.args), given, strict=False)) | named
        case = module.file, macro.name, *sorted((name, str(kind)) for name, kind in passed.items())
        if case not in self.called:
            self.called.add(case)
            file, self.file = self.file, module.file
            self.walk_block(macro.body, {**module.names, **passed})
            self.file = file

    def type_filter(self, node: nodes.Filter, names: Names) -> Type:
        """Return what a filter gives, and check the attributes that it names."""
        assert node.node is not None
        kind, first = self.type_expression(node.node, names), node.args[0] if node.args else None
        self.type_all([*node.args, *(one.value for one in node.kwargs)], names)
        one = find_element(kind)
        named = next((pair.value for pair in node.kwargs if pair.key == "attribute"), first)
        if node.name in ("selectattr", "map") and isinstance(named, nodes.Const) and isinstance(named.value, str):
            found = self.type_attribute(node, one, named.value)
            one = found if node.name == "map" else one
        gives = {"batch": list[list[one]], "sum": one, "min": one, "length": int, "int": int}  # type: ignore[valid-type]
        gives |= dict.fromkeys(("list", "selectattr", "map", "reject"), list[one])  # type: ignore[valid-type]
        return gives.get(node.name, str)
