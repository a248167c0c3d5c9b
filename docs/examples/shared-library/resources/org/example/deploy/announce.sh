echo "deploying $DEPLOY_APP to $DEPLOY_ENVIRONMENT"
