"""lay_out.py TARGET [--again]: copies the programs to where NAE may repair them. What exists stays, unless --again is given.

Several copies may run at once: the folder appears whole, or not at all.
"""
import os
import shutil
import sys
import tempfile

PRISTINE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'programs')


def lay_out(target):
    parent = os.path.dirname(os.path.abspath(target))
    os.makedirs(parent, exist_ok=True)
    temporary = tempfile.mkdtemp(prefix='.lay_out-', dir=parent)
    try:
        folder = shutil.copytree(PRISTINE, os.path.join(temporary, 'programs'), ignore=shutil.ignore_patterns('__pycache__'))
        os.rename(folder, target)
        return True
    except OSError:
        if not os.path.isdir(target):
            raise
        return False
    finally:
        shutil.rmtree(temporary)


def main():
    target = sys.argv[1]
    if '--again' in sys.argv[2:]:
        shutil.rmtree(target, ignore_errors=True)
    if not os.path.isdir(target) and lay_out(target):
        print(f'the programs are laid out in {target}')
    else:
        print(f'{target} is there and stays as it is')


if __name__ == '__main__':
    main()
