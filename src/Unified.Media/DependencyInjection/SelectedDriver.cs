namespace Unified.Media;

/// <summary>
/// The registered driver, inside its decorators. The container disposes only the outermost decorator, so this service disposes the driver.
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
