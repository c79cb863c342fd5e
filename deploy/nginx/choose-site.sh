#!/bin/sh
# With a certificate in deploy/ssl the site speaks HTTPS and sends plain HTTP there; without one it speaks HTTP only.
set -eu
site=http
if [ -s /etc/nginx/ssl/fullchain.pem ] && [ -s /etc/nginx/ssl/privkey.pem ]; then site=https; fi
cp "/etc/nginx/tertulia/$site.conf" /etc/nginx/conf.d/default.conf
echo "tertulia: serving by $site"
