#!/bin/sh
# Runs in the container before nginx. With a certificate in deploy/ssl the site speaks HTTPS and sends plain HTTP there;
# without one it speaks HTTP only.
set -eu

certificate=/etc/nginx/ssl/fullchain.pem
key=/etc/nginx/ssl/privkey.pem
if [ -s "$certificate" ] && [ -s "$key" ]; then
  site=https
elif [ -s "$certificate" ] || [ -s "$key" ]; then
  echo "tertulia: deploy/ssl must hold both fullchain.pem and privkey.pem, or neither; one of them is missing or empty." >&2
  exit 1
else
  site=http
fi
cp "/etc/nginx/tertulia/$site.conf" /etc/nginx/conf.d/default.conf

# A machine without IPv6 refuses to listen on such an address.
[ -f /proc/net/if_inet6 ] || sed -i '/listen \[::\]/d' /etc/nginx/conf.d/default.conf

# Names are asked for where this container asks; an answer is believed for two seconds, however long it says it holds.
server=$(awk '$1 == "nameserver" { print $2; exit }' /etc/resolv.conf)
case $server in *:*) server="[$server]" ;; esac
echo "resolver ${server:-127.0.0.11} valid=2s;" >/etc/nginx/conf.d/resolver.conf

# Everybody here holds a WebSocket open, and each of them counts twice.
sed -i 's/worker_connections *[0-9]*/worker_connections 8192/' /etc/nginx/nginx.conf

echo "tertulia: serving by $site"
case $site,${PUBLIC_URL:-} in
  http,https:*)
    echo "tertulia: PUBLIC_URL says https and deploy/ssl has no certificate: unless another proxy speaks HTTPS in front of this one, nobody stays signed in."
    ;;
  https,http:*)
    echo "tertulia: there is a certificate and PUBLIC_URL does not say https: set it to the https:// address that people type."
    ;;
esac
