import os; os.environ[k]
