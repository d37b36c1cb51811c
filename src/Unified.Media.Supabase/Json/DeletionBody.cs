namespace Unified.Media.Supabase;

internal sealed record DeletionBody(IReadOnlyList<string> Prefixes);
