using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

public sealed class SupabaseCrashes : ProtocolCrashTests<SupabaseSystem>;

public sealed class SupabaseInterleavings : ProtocolInterleavingTests<SupabaseSystem>;
