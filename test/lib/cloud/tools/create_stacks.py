"""Makes the stacks of the templates that are named, in moto's imitation of AWS, and prints JSON: what became of each.

usage: create_stacks.py TEMPLATE...
"""

import io
import json
import os
import sys
import warnings
import zipfile

# moto warns of each resource that it cannot make; they are told at the end instead.
warnings.simplefilter("ignore")
os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_DEFAULT_REGION="ap-northeast-1")

import boto3
from moto import mock_aws

REGION = "ap-northeast-1"
ACCOUNT = "123456789012"
# Others refer to them, and moto has no reference for what it cannot make: they are left out, and something else stands
# in the place of the reference.
REFERRED = {"AWS::CloudWatch::Alarm", "AWS::CodeDeploy::Application", "AWS::Lambda::Alias", "AWS::SecretsManager::Secret"}


def stand_in(logical_id, resource):
    """What is referred to instead: of an alias its function, of another resource an ARN that is made up."""
    if resource["Type"] == "AWS::Lambda::Alias":
        return resource["Properties"]["FunctionName"]
    return f"arn:aws:none:{REGION}:{ACCOUNT}:{logical_id}"


def without_references(value, instead):
    """The same part of a template, with something else in the place of every reference to what is left out."""
    if isinstance(value, list):
        return [without_references(each, instead) for each in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Ref"} and value["Ref"] in instead:
        return instead[value["Ref"]]
    if set(value) == {"Fn::GetAtt"} and value["Fn::GetAtt"][0] in instead:
        return instead[value["Fn::GetAtt"][0]]
    return {name: without_references(each, instead) for name, each in value.items()}


def bootstrap():
    """What `cdk bootstrap` leaves in an account, as far as a template asks for it. Returns the name of the bucket."""
    bucket = f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}"
    boto3.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    boto3.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="28", Type="String")
    return bucket


def store_code(bucket, template):
    """Puts a function that does nothing wherever the template looks for one."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.cjs", "exports.handler = () => {};")
    for resource in template["Resources"].values():
        key = resource.get("Properties", {}).get("Code", {}).get("S3Key")
        if key is not None:
            boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=code.getvalue())


def create(name, template):
    """Makes one stack. Returns its state, and how many resources of each type were not made."""
    cloudformation = boto3.client("cloudformation")
    resources = template["Resources"]
    instead = {
        logical_id: stand_in(logical_id, resource)
        for logical_id, resource in resources.items()
        if resource["Type"] in REFERRED
    }
    rest = {logical_id: resource for logical_id, resource in resources.items() if logical_id not in instead}
    body = json.dumps(without_references({**template, "Resources": rest}, instead))
    cloudformation.create_stack(StackName=name, TemplateBody=body, Capabilities=["CAPABILITY_IAM"])
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    made = {each["LogicalResourceId"] for page in pages for each in page["StackResourceSummaries"]}
    lacking = [resource["Type"] for logical_id, resource in resources.items() if logical_id not in made]
    status = cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
    return {"name": name, "status": status, "made": len(made), "lacking": sorted(set(lacking))}


def main(paths):
    with mock_aws():
        bucket = bootstrap()
        for path in paths:
            with open(path) as file:
                template = json.load(file)
            store_code(bucket, template)
            yield create(os.path.basename(path).split(".")[0], template)


print(json.dumps(list(main(sys.argv[1:]))))
