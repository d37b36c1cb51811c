namespace Unified.Media.Testing;

/// <summary>Why a harness does not run a suite.</summary>
/// <param name="Harness">The harness.</param>
/// <param name="Suite">The suite as <c>typeof(ObjectUrlsTests&lt;&gt;)</c>; null for every suite.</param>
/// <param name="Reason">A sentence for the reader.</param>
public sealed record Excuse(Type Harness, Type? Suite, string Reason);
