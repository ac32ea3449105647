"""Which network addresses the fetcher may connect to: public ones, and nothing inside the operator's own network."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Resolver = Callable[[str, int], list[str]]

_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Network:
    """How names become addresses and which of those may be connected to."""

    resolve: Resolver
    is_allowed: Callable[[str], bool]


def public_network() -> Network:
    """The internet as the machine's resolver sees it, without private addresses."""
    return Network(resolve, is_public)


def open_network() -> Network:
    """Every address, loopback too: for tests."""
    return Network(resolve, lambda address: True)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, in the system's order; raises OSError where there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address is reachable on the internet, also where an IPv6 address carries an IPv4 one."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if carried := _carried(ip):
            return is_public(str(carried))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
