namespace Unified.Media.Drivers;

/// <summary>
/// Carries the user of an operation to the drivers. The user flows beside the calls, because decorators of object stores would otherwise have to
/// pass on a parameter that most stores ignore.
/// </summary>
internal sealed class MediaUserAccessor : IMediaUserAccessor
{
    private readonly AsyncLocal<MediaUser?> _user = new();

    public MediaUser User => _user.Value ?? MediaUser.Service;

    /// <summary>Runs a part of an operation on behalf of a user.</summary>
    public async Task<T> RunAsync<T>(MediaUser user, Func<Task<T>> run)
    {
        _user.Value = user;
        return await run().ConfigureAwait(false);
    }
}
