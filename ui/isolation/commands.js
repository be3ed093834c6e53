// Generated from src-tauri/shell/commands.rs by tests/ipc.rs.
const commands = [
  'about',
];
