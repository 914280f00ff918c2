# syntax=docker/dockerfile:1

FROM node:22-bookworm-slim AS assets
WORKDIR /hub
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY static static
RUN npm run build

FROM python:3.13-slim-trixie AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /hub/.venv
COPY requirements/production.txt /tmp/production.txt
RUN /hub/.venv/bin/python -m pip install --require-hashes --no-deps -r /tmp/production.txt

FROM python:3.13-slim-trixie
# The client is for deploy/backup.sh: pg_dump must not be older than the server of docker-compose.yml.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /hub --shell /usr/sbin/nologin hub \
    && install --directory --owner hub --group hub /hub/var /backups
WORKDIR /hub
ENV PATH=/hub/.venv/bin:$PATH PYTHONUNBUFFERED=1 HUB_MODE=production STATIC_ROOT=/hub/build/static
COPY --from=packages /hub/.venv .venv
COPY . .
COPY --from=assets /hub/static/build static/build
RUN HUB_MODE=local SECRET_KEY=only-for-collecting-static-files python manage.py collectstatic --no-input
USER hub
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "deploy/healthcheck.py"]
ENTRYPOINT ["deploy/start"]
CMD ["web"]
