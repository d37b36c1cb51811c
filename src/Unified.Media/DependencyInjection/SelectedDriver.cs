namespace Unified.Media;

/// <summary>
/// The driver inside all decorations. Services dispose what they hand out, which is the outermost decoration; this disposes the driver.
/// </summary>
internal sealed class ChosenDriver<TDriver>(TDriver driver) : IDisposable, IAsyncDisposable
    where TDriver : class
{
    public TDriver Driver { get; } = driver;

    public void Dispose() => (Driver as IDisposable)?.Dispose();

    public async ValueTask DisposeAsync()
    {
        if (Driver is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            Dispose();
        }
    }
}
