namespace UtilityBilling.Customers;

/// <summary>Names the assembly whose embedded texts are the customers module's.</summary>
public static class CustomersTexts
{
    public static readonly System.Reflection.Assembly Assembly = typeof(CustomersTexts).Assembly;
}
