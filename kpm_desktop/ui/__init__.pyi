from . import application as application
from . import self_test as self_test
