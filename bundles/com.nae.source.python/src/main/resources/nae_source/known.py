"""Names of the standard library that people import, and names that moved or are gone. Every entry
is looked up before it is used.
"""

# Modules whose classes are distinctive enough to be recognised by their name alone.
HOMES = """abc argparse array ast asyncio calendar codecs collections collections.abc
concurrent.futures configparser contextlib contextvars copy csv ctypes dataclasses datetime decimal
difflib email.message email.mime.text email.mime.multipart email.mime.base email.mime.image
email.mime.audio email.mime.application enum fractions functools glob graphlib hashlib heapq hmac
html.parser http http.client http.cookies http.server io ipaddress itertools json logging
logging.handlers multiprocessing numbers pathlib pickle pprint queue random re selectors shlex
signal smtplib socket socketserver sqlite3 ssl statistics string struct subprocess tarfile tempfile
textwrap threading time traceback types typing unittest unittest.mock urllib.error urllib.parse
urllib.request uuid weakref xml.etree.ElementTree zoneinfo""".split()

# Functions, too plain in their spelling to be taken from anywhere but here.
FUNCTIONS = {
    "collections": "defaultdict deque namedtuple",
    "dataclasses": "dataclass asdict astuple field fields replace",
    "functools": (
        "partial wraps reduce lru_cache cached_property total_ordering singledispatch cmp_to_key"
        " partialmethod update_wrapper cache"
    ),
    "copy": "deepcopy copy",
    "contextlib": (
        "contextmanager asynccontextmanager suppress closing nullcontext redirect_stdout"
        " redirect_stderr"
    ),
    "datetime": "datetime date timedelta timezone tzinfo time",
    "time": (
        "sleep perf_counter perf_counter_ns monotonic monotonic_ns strftime strptime gmtime"
        " localtime time_ns process_time time"
    ),
    "urllib.request": "urlopen urlretrieve build_opener install_opener",
    "asyncio": "iscoroutinefunction sleep gather create_task wait_for get_event_loop",
    "urllib.parse": (
        "urlparse urljoin urlencode quote quote_plus unquote unquote_plus parse_qs parse_qsl"
        " urlsplit urlunparse urlunsplit urldefrag"
    ),
    "itertools": (
        "islice groupby zip_longest permutations combinations accumulate starmap takewhile"
        " dropwhile product chain count cycle repeat tee compress pairwise"
    ),
    "operator": "itemgetter attrgetter methodcaller",
    "math": (
        "sqrt ceil floor isnan isinf isclose gcd hypot radians degrees cos sin tan atan2 log2 log10"
        " pi tau inf nan exp fabs factorial"
    ),
    "os": "getenv environ listdir makedirs getcwd getpid walk scandir urandom cpu_count",
    "sys": "argv stdin stdout stderr exc_info maxsize version_info",
    "socket": (
        "gethostname create_connection getaddrinfo gethostbyname AF_INET AF_INET6 AF_UNIX"
        " SOCK_STREAM SOCK_DGRAM SOL_SOCKET SO_REUSEADDR"
    ),
    "re": "fullmatch finditer findall IGNORECASE MULTILINE DOTALL VERBOSE",
    "random": "randint shuffle uniform randrange choice choices sample random gauss",
    "base64": "b64encode b64decode urlsafe_b64encode urlsafe_b64decode",
    "binascii": "hexlify unhexlify crc32",
    "hashlib": "md5 sha1 sha224 sha256 sha384 sha512 blake2b",
    "uuid": "uuid1 uuid3 uuid4 uuid5",
    "heapq": "heappush heappop heapify nlargest nsmallest heappushpop heapreplace",
    "bisect": "bisect_left bisect_right insort bisect",
    "tempfile": "mkdtemp mkstemp gettempdir",
    "shutil": "copyfile copytree rmtree copy2 copyfileobj which move copy",
    "os.path": "expanduser dirname basename abspath realpath",
    "logging": "getLogger basicConfig",
    "traceback": "format_exc print_exc format_exception print_stack extract_tb",
    "ast": "literal_eval",
    "textwrap": "dedent indent",
    "pprint": "pprint pformat",
    "abc": "abstractmethod",
    "getpass": "getpass getuser",
    "importlib": "import_module reload",
    "typing": "final overload cast get_type_hints runtime_checkable",
    "subprocess": "check_output check_call getoutput PIPE STDOUT DEVNULL",
    "concurrent.futures": "as_completed",
    "inspect": (
        "iscoroutinefunction signature getmembers isclass isfunction getsource currentframe"
        " getfullargspec"
    ),
    "secrets": "token_hex token_urlsafe token_bytes compare_digest",
    "fnmatch": "fnmatch fnmatchcase",
    "statistics": "mean median stdev pstdev fmean variance",
    "glob": "glob iglob",
    "struct": "pack unpack calcsize",
    "enum": "auto unique",
    "signal": "SIGTERM SIGINT SIGHUP",
    "string": "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits punctuation",
    "unittest.mock": "patch mock_open sentinel",
    "types": "coroutine",
    "html": "unescape",
    "shlex": "quote",
    "zlib": "crc32 adler32",
    "json": "JSONDecodeError",
    "threading": "current_thread get_ident",
    "weakref": "finalize proxy ref",
    "warnings": "catch_warnings warn filterwarnings simplefilter",
    "gettext": "gettext ngettext",
    "atexit": "register",
    "errno": "ENOENT EEXIST EACCES EINTR EAGAIN EPIPE ECONNREFUSED ECONNRESET EINVAL EPERM",
    "stat": "S_ISDIR S_ISREG S_ISLNK S_IMODE ST_MTIME ST_SIZE",
    "codecs": "BOM_UTF8",
    "keyword": "iskeyword kwlist",
    "linecache": "getline",
    "select": "select poll",
    "platform": "python_version machine",
    "locale": "setlocale LC_ALL",
    "mimetypes": "guess_type guess_extension",
}

# Where several modules have a name and one of them is what nearly everybody means; the others are
# re-exports or exotic.
PREFERRED = {
    "Path": "pathlib",
    "Counter": "collections",
    "OrderedDict": "collections",
    "ChainMap": "collections",
    "sqrt": "math",
    "timezone": "datetime",
    "datetime": "datetime",
    "crc32": "zlib",
    "coroutine": "types",
    "TimeoutExpired": "subprocess",
    "Decimal": "decimal",
    "time": "time",
    "pi": "math",
    "tau": "math",
    "inf": "math",
    "nan": "math",
    "exp": "math",
    "isinf": "math",
    "isclose": "math",
    "cos": "math",
    "sin": "math",
    "tan": "math",
    "floor": "math",
    "ceil": "math",
    "reduce": "functools",
    "Enum": "enum",
    "JSONDecodeError": "json",
    "StringIO": "io",
    "BytesIO": "io",
    "Thread": "threading",
    "compare_digest": "hmac",
    "log10": "math",
    "isnan": "math",
    "SimpleCookie": "http.cookies",
    "HTTPError": "urllib.error",
    "URLError": "urllib.error",
    "ThreadPoolExecutor": "concurrent.futures",
    "ProcessPoolExecutor": "concurrent.futures",
    "Number": "numbers",
    "FunctionType": "types",
    "NamedTuple": "typing",
    "SimpleNamespace": "types",
    "dataclass": "dataclasses",
}

# Attributes of standard modules that only some systems have, or that are there only at times.
ELSEWHERE = {
    "sys": (
        "last_type last_value last_traceback last_exc ps1 ps2 getwindowsversion winver dllhandle"
        " frozen tracebacklimit gettotalrefcount"
    ),
    "os": (
        "startfile add_dll_directory O_BINARY getuid geteuid getgid fork nice uname"
        " sched_getaffinity posix_fadvise"
    ),
    "socket": "fromshare AF_UNIX AF_HYPERV",
    "signal": "CTRL_C_EVENT CTRL_BREAK_EVENT SIGBREAK SIGHUP SIGUSR1 SIGUSR2",
    "select": "kqueue kevent devpoll epoll",
    "time": "tzset clock_settime",
    "subprocess": (
        "STARTUPINFO STARTF_USESHOWWINDOW SW_HIDE CREATE_NEW_CONSOLE CREATE_NO_WINDOW"
        " CREATE_NEW_PROCESS_GROUP DETACHED_PROCESS"
    ),
    "asyncio": "WindowsSelectorEventLoopPolicy WindowsProactorEventLoopPolicy ProactorEventLoop",
    "ctypes": "windll oledll WinDLL OleDLL WinError FormatError WINFUNCTYPE HRESULT GetLastError",
}

# The conventional short names.
ALIASES = {
    "np": "numpy",
    "pd": "pandas",
    "plt": "matplotlib.pyplot",
    "mpl": "matplotlib",
    "sns": "seaborn",
    "tf": "tensorflow",
    "ET": "xml.etree.ElementTree",
    "dt": "datetime",
    "mp": "multiprocessing",
    "sp": "subprocess",
    "tk": "tkinter",
    "sa": "sqlalchemy",
    "nx": "networkx",
    "pa": "pyarrow",
    "pl": "polars",
    "xr": "xarray",
    "jnp": "jax.numpy",
    "st": "streamlit",
    "osp": "os.path",
    "pkl": "pickle",
    "minidom": "xml.dom.minidom",
    "ElementTree": "xml.etree.ElementTree",
    "mock": "unittest.mock",
}
# Aliases that stand for a submodule under its own name.
FROM_PARENT = {
    "minidom": "xml.dom",
    "ElementTree": "xml.etree",
    "mock": "unittest",
    "pyplot": "matplotlib",
}

# Python 2's modules under their names of today.
RENAMED = {
    "cPickle": "pickle",
    "ConfigParser": "configparser",
    "Queue": "queue",
    "StringIO": "io",
    "cStringIO": "io",
    "urlparse": "urllib.parse",
    "urllib2": "urllib.request",
    "Tkinter": "tkinter",
    "httplib": "http.client",
    "HTMLParser": "html.parser",
    "thread": "_thread",
    "commands": "subprocess",
    "copy_reg": "copyreg",
    "SocketServer": "socketserver",
    "SimpleHTTPServer": "http.server",
    "BaseHTTPServer": "http.server",
    "CGIHTTPServer": "http.server",
    "xmlrpclib": "xmlrpc.client",
    "SimpleXMLRPCServer": "xmlrpc.server",
    "DocXMLRPCServer": "xmlrpc.server",
    "cookielib": "http.cookiejar",
    "Cookie": "http.cookies",
    "htmlentitydefs": "html.entities",
    "robotparser": "urllib.robotparser",
    "dummy_thread": "_dummy_thread",
    "anydbm": "dbm",
    "whichdb": "dbm",
    "gdbm": "dbm.gnu",
    "dumbdbm": "dbm.dumb",
    "__builtin__": "builtins",
    "repr": "reprlib",
    "_winreg": "winreg",
    "exceptions": "builtins",
    "tkMessageBox": "tkinter.messagebox",
    "tkFileDialog": "tkinter.filedialog",
    "tkSimpleDialog": "tkinter.simpledialog",
    "ttk": "tkinter.ttk",
    "Tix": "tkinter.tix",
    "ScrolledText": "tkinter.scrolledtext",
    "UserDict": "collections",
    "UserList": "collections",
    "UserString": "collections",
    "xml.etree.cElementTree": "xml.etree.ElementTree",
    "pipes": "shlex",
    "imp": "importlib",
}

# Names that moved, where the object was the same in the last version that had both (fractions.gcd
# was not: the trial has to tell).
MOVED = {
    ("collections", n): ("collections.abc", n)
    for n in (
        """Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Hashable Iterable Iterator
    Generator Reversible Sized Container Callable Collection Set MutableSet Mapping MutableMapping
    MappingView KeysView ItemsView ValuesView Sequence MutableSequence ByteString""".split()
    )
}
MOVED.update(
    {
        ("fractions", "gcd"): ("math", "gcd"),
        ("os", "errno"): ("errno", None),
        ("base64", "encodestring"): ("base64", "encodebytes"),
        ("base64", "decodestring"): ("base64", "decodebytes"),
        ("imp", "reload"): ("importlib", "reload"),
        ("pipes", "quote"): ("shlex", "quote"),
        ("xml.etree", "cElementTree"): ("xml.etree", "ElementTree"),
        ("cgi", "parse_qs"): ("urllib.parse", "parse_qs"),
        ("cgi", "parse_qsl"): ("urllib.parse", "parse_qsl"),
        ("os", "getcwdu"): ("os", "getcwd"),
    }
)
MOVED.update(
    {
        ("urllib", n): ("urllib.parse", n)
        for n in "quote quote_plus unquote unquote_plus urlencode".split()
    }
)
MOVED.update(
    {
        ("urllib", n): ("urllib.request", n)
        for n in "urlopen urlretrieve pathname2url url2pathname".split()
    }
)

# Names that are gone without one that does the same: words for the operator.
GONE = {
    ("inspect", "getargspec"): "inspect.getfullargspec (its result has more fields)",
    ("time", "clock"): "time.perf_counter or time.process_time",
    ("cgi", "escape"): "html.escape (it quotes quotation marks too)",
    ("platform", "linux_distribution"): "the package distro",
    ("asyncio", "coroutine"): "async def",
    ("itertools", "izip"): "zip",
    ("itertools", "imap"): "map",
    ("itertools", "ifilter"): "filter",
    ("itertools", "izip_longest"): "itertools.zip_longest",
    ("string", "letters"): "string.ascii_letters",
    ("string", "maketrans"): "str.maketrans",
    ("asyncio", "async"): "asyncio.ensure_future",
    ("asyncio", "get_event_loop"): "asyncio.run",
    ("unittest", "makeSuite"): "unittest.TestLoader",
    ("sys", "maxint"): "sys.maxsize",
    ("string", "join"): "str.join",
    ("types", "StringType"): "str",
    ("os", "popen2"): "subprocess.Popen",
}
PYTHON_2 = {
    "unicode": "str",
    "xrange": "range",
    "raw_input": "input",
    "basestring": "str",
    "long": "int",
    "unichr": "chr",
    "cmp": "a comparison of one's own",
    "file": "open",
    "execfile": "exec of the file's text",
    "buffer": "memoryview",
    "apply": "a call",
    "intern": "sys.intern",
}
GONE_MODULES = {
    "distutils": "setuptools or sysconfig",
    "asyncore": "asyncio",
    "asynchat": "asyncio",
    "smtpd": "aiosmtpd",
    "cgi": "urllib.parse and email.message",
    "imghdr": "a check of the first bytes",
    "telnetlib": "a socket",
    "crypt": "hashlib.scrypt",
    "imp": "importlib",
    "sets": "the built-in set",
    "md5": "hashlib",
    "sha": "hashlib",
    "popen2": "subprocess",
}
