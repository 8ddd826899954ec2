//! One watch, its cache, and whom its events wake.

use std::{collections::HashMap, fmt::Debug, hash::Hash, pin::pin};

use futures::StreamExt;
use kube::{
    Api, Client, Resource,
    runtime::{
        WatchStreamExt,
        reflector::{Lookup, Store, store::Writer},
        watcher::{self, Event},
    },
};
use serde::de::DeserializeOwned;
use tokio::task::JoinSet;

use super::interest::{Change, Waker};

/// What every watch of a cluster needs.
pub struct Cluster<'a> {
    /// How the API server is reached.
    pub client: &'a Client,
    /// Whom events wake.
    pub waker: &'a Waker,
    /// Where watches run.
    pub tasks: &'a mut JoinSet<()>,
}

/// A cache before its watch is started.
pub struct Reflector<K: Lookup + Clone + 'static>
where
    K::DynamicType: Eq + Hash + Clone,
{
    writer: Writer<K>,
    dynamic_type: K::DynamicType,
}

impl<K: Lookup + Clone + 'static> Reflector<K>
where
    K::DynamicType: Eq + Hash + Clone,
{
    /// An empty cache.
    pub fn new(dynamic_type: K::DynamicType) -> Self {
        Self {
            writer: Writer::new(dynamic_type.clone()),
            dynamic_type,
        }
    }

    /// The handle that reads it.
    pub fn store(&self) -> Store<K> {
        self.writer.as_reader()
    }
}

impl Cluster<'_> {
    /// Watches all objects of a kind.
    pub fn watch<K>(
        &mut self,
        config: watcher::Config,
        trim: fn(&mut K),
        interest: fn(&Waker, &Change<'_, K>),
    ) -> Store<K>
    where
        K: Resource<DynamicType = ()> + Clone + Debug + DeserializeOwned + Send + Sync + 'static,
    {
        self.watch_into(Reflector::new(()), config, trim, interest)
    }

    /// Watches all objects of a kind into a cache that others already read.
    pub fn watch_into<K>(
        &mut self,
        reflector: Reflector<K>,
        config: watcher::Config,
        trim: fn(&mut K),
        interest: fn(&Waker, &Change<'_, K>),
    ) -> Store<K>
    where
        K: Resource + Clone + Debug + DeserializeOwned + Send + Sync + 'static,
        K::DynamicType: Eq + Hash + Clone + Debug + Send + Sync + Unpin,
    {
        let store = reflector.store();
        let api = Api::<K>::all_with(self.client.clone(), &reflector.dynamic_type);
        let waker = self.waker.clone();
        self.tasks.spawn(async move {
            let mut reflector = reflector;
            let mut events = pin!(watcher::watcher(api, config).default_backoff());
            while let Some(event) = events.next().await {
                match event {
                    Ok(event) => reflector.take(&event.modify(trim), &waker, interest),
                    Err(error) => {
                        let kind = K::kind(&reflector.dynamic_type);
                        tracing::warn!(%kind, %error, "watch failed; trying again");
                    }
                }
            }
        });
        store
    }
}

impl<K> Reflector<K>
where
    K: Resource + Clone + 'static,
    K::DynamicType: Eq + Hash + Clone,
{
    fn take(&mut self, event: &Event<K>, waker: &Waker, interest: fn(&Waker, &Change<'_, K>)) {
        let store = self.store();
        match event {
            Event::Init => self.writer.apply_watcher_event(event),
            Event::Apply(object) | Event::InitApply(object) => {
                let before = store.get(&object.to_object_ref(self.dynamic_type.clone()));
                self.writer.apply_watcher_event(event);
                // What a listing brings is not in the cache before its end: see below.
                if matches!(event, Event::Apply(_)) {
                    interest(
                        waker,
                        &Change {
                            before: before.as_deref(),
                            after: Some(object),
                        },
                    );
                }
            }
            Event::Delete(object) => {
                self.writer.apply_watcher_event(event);
                interest(
                    waker,
                    &Change {
                        before: Some(object),
                        after: None,
                    },
                );
            }
            Event::InitDone => {
                let reference = |object: &K| object.to_object_ref(self.dynamic_type.clone());
                let mut earlier: HashMap<_, _> = store
                    .state()
                    .into_iter()
                    .map(|object| (reference(&object), object))
                    .collect();
                self.writer.apply_watcher_event(event);
                for object in store.state() {
                    let before = earlier.remove(&reference(&object));
                    interest(
                        waker,
                        &Change {
                            before: before.as_deref(),
                            after: Some(&object),
                        },
                    );
                }
                for gone in earlier.values() {
                    interest(
                        waker,
                        &Change {
                            before: Some(gone),
                            after: None,
                        },
                    );
                }
            }
        }
    }
}
