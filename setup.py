"""What pyproject.toml cannot say: a wheel holds the templates and the library too, which stand beside the code in a checkout (builder/installed.py)."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithData(build_py):
    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for folder in ("templates", "curriculum"):
                shutil.copytree(
                    folder, Path(self.build_lib) / "builder" / "data" / folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
                )


setup(cmdclass={"build_py": WithData})
