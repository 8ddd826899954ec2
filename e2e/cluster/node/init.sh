#!/bin/bash
# First process of one node of the local cluster. It runs in namespaces of its own (mount, network, process ids, host
# name), so everything below vanishes with it. When one of the node's processes ends, the node ends: `cargo domicile up`
# starts it anew.
# In: NODE_NAME NODE_ADDRESS NODE_FOLDER NODE_REGION PATH
set -eu
trap 'exit 0' TERM

mount --make-rprivate /
mount -t proc proc /proc
mount -t tmpfs -o mode=0755 tmpfs /run
mkdir -p /run/containerd /run/netns /run/lock
touch /run/xtables.lock
# Programs with fixed places under /var and /opt write into the node's folder instead of the machine's.
mount -t tmpfs -o mode=0755 tmpfs /opt
mount -t tmpfs -o mode=0755 tmpfs /var/log
rm -rf "$NODE_FOLDER/var-lib"
mkdir -p "$NODE_FOLDER/var-lib/upper" "$NODE_FOLDER/var-lib/work"
mount -t overlay -o "lowerdir=/var/lib,upperdir=$NODE_FOLDER/var-lib/upper,workdir=$NODE_FOLDER/var-lib/work" overlay /var/lib
mount --make-rshared /
hostname "$NODE_NAME"

log=$NODE_FOLDER/log
rm -f "$NODE_FOLDER"/containerd.sock*
containerd --config "$NODE_FOLDER/etc/containerd.toml" >"$log/containerd.log" 2>&1 &
until [ -S "$NODE_FOLDER/containerd.sock" ]; do
  kill -0 $! || exit 1
  sleep 0.05
done
kubelet --config="$NODE_FOLDER/etc/kubelet.yaml" --kubeconfig="$NODE_FOLDER/etc/kubelet.kubeconfig" \
  --hostname-override="$NODE_NAME" --node-ip="$NODE_ADDRESS" --root-dir="$NODE_FOLDER/kubelet" \
  --node-labels="topology.kubernetes.io/region=$NODE_REGION,topology.kubernetes.io/zone=$NODE_REGION-a" \
  >"$log/kubelet.log" 2>&1 &
kubelet=$!
kube-proxy --kubeconfig="$NODE_FOLDER/etc/kube-proxy.kubeconfig" --hostname-override="$NODE_NAME" \
  --proxy-mode=nftables --cluster-cidr=10.244.0.0/16 --conntrack-max-per-core=0 \
  --conntrack-tcp-timeout-established=0 --conntrack-tcp-timeout-close-wait=0 >"$log/kube-proxy.log" 2>&1 &
# kube-router wants to know the node's address, which the kubelet reports when it registers.
until [ -n "$(kubectl --kubeconfig="$NODE_FOLDER/etc/kubelet.kubeconfig" get node "$NODE_NAME" \
  --output='jsonpath={.status.addresses}' 2>/dev/null)" ]; do
  kill -0 "$kubelet" || exit 1
  sleep 0.2
done
# Only the enforcement of NetworkPolicies; routes are static and Services are kube-proxy's.
kube-router --kubeconfig="$NODE_FOLDER/etc/kube-router.kubeconfig" --hostname-override="$NODE_NAME" \
  --run-router=false --run-service-proxy=false --run-firewall=true --enable-cni=false \
  --service-cluster-ip-range=10.96.0.0/16 >"$log/kube-router.log" 2>&1 &

wait -n
echo "a process of node $NODE_NAME ended; ending the node" >&2
exit 1
