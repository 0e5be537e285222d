"""The typer application: every command group that is there."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Annotated, Final

import typer

import marsad

#: The modules that add commands, in the order of the help; see `_add` for what each holds.
GROUPS: Final = (
    "code",
    "fetch",
    "watch",
    "mentions",
    "record",
    "incidents",
    "judge",
    "keep",
    "failures",
    "report",
    "digest",
    "serve",
    "export",
    "plot",
    "schema",
    "places",
    "actors",
    "lexicon",
    "evaluate",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"marsad {marsad.__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Arabic conflict news in, a sourced, dated, located record of events out."""


def help_asked(error: Exception) -> bool:
    """Whether the command line was a bare `marsad` or group, whose help is then printed."""
    if type(error).__name__ != "NoArgsIsHelpError":
        return False
    typer.echo(error.ctx.get_help())  # type: ignore[attr-defined]
    return True


def usage_error(error: Exception) -> str | None:
    """The message of a mistake in the command line, with the way to the help; None for any other exception."""
    format_message = getattr(error, "format_message", None)
    if format_message is None:
        return None
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "marsad"
    return f"{str(format_message()).rstrip('.')}; see {command} --help"


def _make_app() -> typer.Typer:
    made = typer.Typer(
        name="marsad", add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    made.callback()(_root)
    for group in GROUPS:
        name = f"marsad.cli.{group}"
        try:
            module = import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            continue
        _add(made, group, module)
    return made


def _add(made: typer.Typer, group: str, module: ModuleType) -> None:
    """A module has commands of its own names (`register`), subcommands under its name (`app`), or one command."""
    if hasattr(module, "register"):
        module.register(made)
    elif hasattr(module, "app"):
        made.add_typer(module.app, name=group)
    else:
        made.command(group)(getattr(module, group))


app: Final = _make_app()
