namespace Unified.Media.Supabase;

/// <summary>
/// Pauses and resumes uploads in chunks. While an upload is paused, it sends no data, and Storage keeps the received bytes. Uploads with fewer bytes
/// than <see cref="SupabaseStorageOptions.ResumableThresholdBytes"/> are sent with one request and cannot be paused. Safe for concurrent use.
/// </summary>
public sealed class SupabaseUploadPause
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _resumeSignal;
    private Action? _pauseCallbacks;

    /// <summary>True while uploads are paused.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_lock)
            {
                return _resumeSignal is not null;
            }
        }
    }

    /// <summary>Pauses the uploads, and aborts the chunks that are being sent. Does nothing when the uploads are paused already.</summary>
    public void Pause()
    {
        Action? pauseCallbacks;
        lock (_lock)
        {
            if (_resumeSignal is not null)
            {
                return;
            }

            _resumeSignal = new(TaskCreationOptions.RunContinuationsAsynchronously);
            pauseCallbacks = _pauseCallbacks;
        }

        pauseCallbacks?.Invoke();
    }

    /// <summary>Resumes the uploads. Does nothing when they are not paused.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            _resumeSignal?.SetResult();
            _resumeSignal = null;
        }
    }

    /// <summary>Registers a source to cancel when the uploads are paused. Dispose the result to end the registration.</summary>
    internal IDisposable CancelOnPause(CancellationTokenSource source)
    {
        var registration = new Registration(this, source);
        bool isPaused;
        lock (_lock)
        {
            _pauseCallbacks += registration.Cancel;
            isPaused = _resumeSignal is not null;
        }

        if (isPaused)
        {
            registration.Cancel();
        }

        return registration;
    }

    /// <summary>Waits until the uploads are not paused.</summary>
    internal Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _resumeSignal is null ? Task.CompletedTask : _resumeSignal.Task.WaitAsync(cancellationToken);
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
                pause._pauseCallbacks -= Cancel;
            }
        }
    }
}
