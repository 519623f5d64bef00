using Hangfire.Client;
using Hangfire.Common;
using Hangfire.States;

namespace Xiezhi.Hangfire;

/// <summary>While the last job of a recurring one still waits, no further is planned: a queue that no host works on holds one, and not one more a minute.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OneWaitingAttribute : JobFilterAttribute, IClientFilter
{
    public void OnCreating(CreatingContext context)
    {
        if (context.Parameters.TryGetValue("RecurringJobId", out var id)
            && context.Connection.GetAllEntriesFromHash($"recurring-job:{id}") is { } recurring
            && recurring.TryGetValue("LastJobId", out var last) && !string.IsNullOrEmpty(last)
            && context.Connection.GetStateData(last)?.Name == EnqueuedState.StateName)
        {
            context.Canceled = true;
        }
    }

    public void OnCreated(CreatedContext context)
    {
        // There is nothing to do then.
    }
}
