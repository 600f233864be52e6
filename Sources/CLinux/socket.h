// Sockets with a path: their addresses are cast from one structure to another, and their flags are
// enums that import as types of their own.
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static inline int unknot_socket_address(const char *path, struct sockaddr_un *address)
{
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) return -ENAMETOOLONG;
    strcpy(address->sun_path, path);
    return 0;
}

// A socket that listens at a path where nothing stands, for its owner alone from its first moment;
// its descriptor, or the negative number of the error.
static inline int unknot_listen(const char *path)
{
    struct sockaddr_un address;
    int error = unknot_socket_address(path, &address);
    if (error != 0) return error;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    // Linux gives the file that bind makes the mode that the socket has.
    if (fchmod(descriptor, 0600) == 0
        && bind(descriptor, (struct sockaddr *)&address, sizeof address) == 0
        && listen(descriptor, 8) == 0)
        return descriptor;
    error = -errno;
    close(descriptor);
    return error;
}

// Whether a program listens at the socket of a path: 1, 0, or the negative number of an error.
static inline int unknot_is_listened_to(const char *path)
{
    struct sockaddr_un address;
    int error = unknot_socket_address(path, &address);
    if (error != 0) return error;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    int result = connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0
        || errno == EAGAIN ? 1 : errno == ECONNREFUSED ? 0 : -errno;
    close(descriptor);
    return result;
}

// Somebody who has connected, or the negative number of the error.
static inline int unknot_accept(int descriptor)
{
    int client = accept(descriptor, 0, 0);
    if (client < 0) return -errno;
    fcntl(client, F_SETFD, FD_CLOEXEC);
    fcntl(client, F_SETFL, O_NONBLOCK);
    return client;
}

// Sends what goes at once; how many bytes that was, or the negative number of the error.
static inline long unknot_send(int descriptor, const void *bytes, unsigned long count)
{
    long sent = send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent < 0 ? -errno : sent;
}
