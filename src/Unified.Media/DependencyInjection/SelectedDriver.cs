namespace Unified.Media;

/// <summary>
/// Holds the registered driver without its decorators. The service provider disposes only the outermost decorator, so this
/// service disposes the driver.
/// </summary>
internal sealed class SelectedDriver<TDriver>(TDriver driver) : IDisposable, IAsyncDisposable
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
