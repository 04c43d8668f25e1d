"""What pyproject.toml cannot say: a wheel holds the templates, the library, settings for servers and mkdocs.yml too, which stand beside the code in a checkout (builder/installed.py)."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

LEFT = shutil.ignore_patterns("__pycache__", ".DS_Store", "._*", "[Tt]humbs.db", "[Dd]esktop.ini")


class WithData(build_py):
    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            data = Path(self.build_lib) / "builder" / "data"
            shutil.rmtree(data, ignore_errors=True)  # a wheel that was built here before may have left what is gone by now
            for folder in ("templates", "curriculum", "deploy"):
                shutil.copytree(folder, data / folder, ignore=LEFT)
            shutil.copy("mkdocs.yml", data)


setup(cmdclass={"build_py": WithData})
