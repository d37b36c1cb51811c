namespace Unified.Media;

/// <summary>
/// On whose behalf a call is made. The host says it in every call, from its own validated identity; nothing is taken from ambient state.
/// Immutable and safe for concurrent use.
/// </summary>
public sealed class MediaUser
{
    private MediaUser(OwnerId? id, string? keySegment, bool isService)
    {
        Id = id;
        KeySegment = keySegment;
        IsService = isService;
    }

    /// <summary>Nobody in particular: sees public items only and writes nothing.</summary>
    public static MediaUser Anonymous { get; } = new(null, null, isService: false);

    /// <summary>The application itself: sees and changes every owner's items, owns none. Works only after <c>AllowService()</c>.</summary>
    public static MediaUser Service { get; } = new(null, null, isService: true);

    /// <summary>The user's id; null for <see cref="Anonymous"/> and <see cref="Service"/>.</summary>
    public OwnerId? Id { get; }

    /// <summary>
    /// How object keys spell this user; null for <see cref="Anonymous"/> and <see cref="Service"/>. One path segment of 1 to 64
    /// lower-case letters, digits, <c>_</c> and <c>-</c>.
    /// </summary>
    public string? KeySegment { get; }

    /// <summary>True for <see cref="Anonymous"/>.</summary>
    public bool IsAnonymous => Id is null && !IsService;

    /// <summary>True for <see cref="Service"/>.</summary>
    public bool IsService { get; }

    /// <summary>A user of the host.</summary>
    /// <param name="id">The id under which the catalog knows the user.</param>
    /// <param name="keySegment">
    /// How object keys spell the user, where that differs from the id. By default the id itself where it is a valid segment, else a
    /// digest of it.
    /// </param>
    /// <exception cref="ArgumentException">The id is the default value, or the key segment breaks its rule.</exception>
    public static MediaUser For(OwnerId id, string? keySegment = null)
    {
        if (id == default)
        {
            throw new ArgumentException("The owner id is empty.", nameof(id));
        }

        if (keySegment is not null && !Unified.Media.KeySegment.IsValid(keySegment))
        {
            throw new ArgumentException("A key segment is 1 to 64 lower-case letters, digits, '_' or '-'.", nameof(keySegment));
        }

        return new(id, keySegment ?? Unified.Media.KeySegment.Of(id), isService: false);
    }

    /// <summary>The id, <c>anonymous</c> or <c>service</c>.</summary>
    public override string ToString() => Id?.ToString() ?? (IsService ? "service" : "anonymous");
}
