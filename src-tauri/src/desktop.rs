//! What this desktop offers: a display, a place for tray icons.

/// Whether a window can be opened at all.
pub fn has_display() -> bool {
    cfg!(not(target_os = "linux"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Whether some program shows tray icons. On Linux that is whoever owns the `StatusNotifierWatcher` name on the session bus.
#[cfg(target_os = "linux")]
pub async fn has_tray_host() -> bool {
    let asked: zbus::Result<bool> = async {
        let bus = zbus::Connection::session().await?;
        let names = zbus::fdo::DBusProxy::new(&bus).await?;
        Ok(names.name_has_owner("org.kde.StatusNotifierWatcher".try_into()?).await?)
    }
    .await;
    asked.unwrap_or(false)
}

/// Whether some program shows tray icons.
#[cfg(not(target_os = "linux"))]
pub async fn has_tray_host() -> bool {
    true
}
