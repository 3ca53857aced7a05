"""Lambda starts the programs in /opt/extensions beside the function. Where nobody has, the function does it itself."""
import os
import socket
import subprocess
import time

FOLDER = "/opt/extensions"
SECONDS = 10


def started(port):
    """Returns when somebody listens on `port`, or when there is nothing to wait for."""
    if listens(port) or not os.path.isdir(FOLDER):
        return
    for name in sorted(os.listdir(FOLDER)):
        subprocess.Popen([os.path.join(FOLDER, name)])
    for _ in range(SECONDS * 50):
        if listens(port):
            return
        time.sleep(0.02)


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False
