namespace Samples;

/// <summary>What the user asked for cannot be done; the message says why, and is all that is shown.</summary>
/// <param name="message">A whole sentence.</param>
/// <param name="cause">What led to it, if that was an exception.</param>
public sealed class SampleException(string message, Exception? cause = null) : Exception(message, cause);
