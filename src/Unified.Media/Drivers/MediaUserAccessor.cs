namespace Unified.Media.Drivers;

/// <summary>
/// Makes the user of an operation available to drivers. The user is an <see cref="AsyncLocal{T}"/> value, because otherwise decorators of object
/// stores would have to pass on a parameter that most stores ignore.
/// </summary>
internal sealed class MediaUserAccessor : IMediaUserAccessor
{
    private readonly AsyncLocal<MediaUser?> _user = new();

    public MediaUser User => _user.Value ?? MediaUser.Service;

    /// <summary>Runs a part of an operation on behalf of a user.</summary>
    public async Task<T> RunAsync<T>(MediaUser user, Func<Task<T>> action)
    {
        _user.Value = user;
        return await action().ConfigureAwait(false);
    }
}
