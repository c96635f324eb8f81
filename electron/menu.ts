/** The native menu: roles, so that the system names and translates them. */
export function menuTemplate(isMac: boolean, name: string) {
  const view = [
    { role: 'resetZoom' as const },
    { role: 'zoomIn' as const },
    { role: 'zoomOut' as const },
    { type: 'separator' as const },
    { role: 'togglefullscreen' as const },
  ]
  return [
    ...(isMac ? [{ label: name, role: 'appMenu' as const }] : []),
    { role: 'fileMenu' as const },
    { role: 'editMenu' as const },
    { label: 'View', submenu: view },
    { role: 'windowMenu' as const },
  ]
}
