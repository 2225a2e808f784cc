const NAMESERVER = '127.0.0.53';

/** In a network and with mounts of its own: the one DNS server that is known there takes each question, and says nothing. */
const PYTHON = `
import fcntl, os, socket, struct, subprocess, sys, tempfile
control = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack('16sh14x', b'lo', IFF_UP))
with tempfile.NamedTemporaryFile('w') as settings:
    settings.write('nameserver ${NAMESERVER}\\n')
    settings.flush()
    subprocess.check_call(['mount', '--bind', settings.name, '/etc/resolv.conf'])
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(('${NAMESERVER}', 53))
    sys.exit(subprocess.call(sys.argv[1:]))
`;

/** Who is no superuser is one in a set of users of its own. */
const OTHER_USER = process.getuid?.() === 0 ? [] : ['--map-root-user'];

/** Runs a program where no name is ever looked up to the end. */
export const WITH_SILENT_RESOLVER = ['unshare', ...OTHER_USER, '--mount', '--net', 'python3', '-c', PYTHON];
