namespace Unified.Media.Supabase;

/// <summary>
/// Pauses and resumes uploads in chunks. A paused upload sends nothing, and Storage keeps the bytes that it has. Uploads below
/// <see cref="SupabaseStorageOptions.ResumableThresholdBytes"/> are one request, and cannot be paused. Safe for concurrent use.
/// </summary>
public sealed class SupabaseUploadPause
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _resumed;
    private Action? _onPause;

    /// <summary>True while uploads are paused.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_lock)
            {
                return _resumed is not null;
            }
        }
    }

    /// <summary>Pauses uploads, and aborts the chunk that is being sent. Does nothing when they are paused already.</summary>
    public void Pause()
    {
        Action? onPause;
        lock (_lock)
        {
            if (_resumed is not null)
            {
                return;
            }

            _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            onPause = _onPause;
        }

        onPause?.Invoke();
    }

    /// <summary>Resumes uploads. Does nothing when they are not paused.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            _resumed?.SetResult();
            _resumed = null;
        }
    }

    /// <summary>Cancels a source when uploads are paused, until the registration is disposed.</summary>
    internal IDisposable CancelOnPause(CancellationTokenSource source)
    {
        var registration = new Registration(this, source);
        bool isPaused;
        lock (_lock)
        {
            _onPause += registration.Cancel;
            isPaused = _resumed is not null;
        }

        if (isPaused)
        {
            registration.Cancel();
        }

        return registration;
    }

    /// <summary>Waits while uploads are paused.</summary>
    internal Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _resumed is null ? Task.CompletedTask : _resumed.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Registration(SupabaseUploadPause pause, CancellationTokenSource source) : IDisposable
    {
        private readonly Lock _lock = new();
        private bool _isDisposed;

        public void Cancel()
        {
            lock (_lock)
            {
                if (!_isDisposed)
                {
                    source.Cancel();
                }
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _isDisposed = true;
            }

            lock (pause._lock)
            {
                pause._onPause -= Cancel;
            }
        }
    }
}
